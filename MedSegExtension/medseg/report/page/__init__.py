"""The page of a cohort: one HTML file that needs nothing else."""

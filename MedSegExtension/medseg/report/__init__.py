"""Tables, figures and pages from records and files of results; nothing is computed from voxels here."""

from medseg.report.cohort import Cohort
from medseg.report.cohort_files import case_folder, file_word, read_cohort, thumbnail_file, write_cohort

__all__ = ["Cohort", "case_folder", "file_word", "read_cohort", "thumbnail_file", "write_cohort"]

"""The process that does long work: `python -m medseg.worker FOLDER`, started by `medseg.jobs.start_job`.

What it shall do stands in the folder. It waits for a line on standard input until all of that is there. When standard input ends,
whoever started it is gone: then it ends too, with all that it started.
"""

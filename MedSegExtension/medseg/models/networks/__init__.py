"""The networks themselves. Importing one of these files loads torch and MONAI: `build_network` does it when it is needed."""

"""What the MedSeg module is made of: the logic, the parameter node, the panel's sections and the self-test."""

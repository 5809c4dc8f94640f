"""Files and the nodes that they become."""

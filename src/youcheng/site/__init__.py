"""Pages that show several capabilities together, the frame around every page, and setting a deployment up."""

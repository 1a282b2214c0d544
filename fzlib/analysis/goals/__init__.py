"""Goals → findings: how far each task is, what is behind, what the registers lack."""

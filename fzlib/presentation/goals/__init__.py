"""What the targets page and the terminal show of a plan's tasks and registers."""

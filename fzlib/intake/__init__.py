"""Files to a checked panel: the only code that reads inputs."""

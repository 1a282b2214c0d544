"""targets/ and registers/ → goals: the document's tasks, 任务分解, registers, reported numbers."""

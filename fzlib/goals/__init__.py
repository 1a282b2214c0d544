"""What a plan demands and what shows that it is done. Pure: tasks, cycles, registers, evidence."""

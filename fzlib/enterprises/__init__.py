"""Pure: a period's enterprises, what each is marked as, the divisions they are in."""

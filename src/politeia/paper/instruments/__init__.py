"""Published instruments, computed from the records of a text: each answer with the records and articles it rests on."""

"""What both clients do, without I/O: every decision is made here, once."""

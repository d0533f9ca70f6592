"""What goes wrong around a program: each test fails without the guard that it is about."""

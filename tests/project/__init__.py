"""What holds of the project as a whole: its pages, its packages, and the tests themselves."""

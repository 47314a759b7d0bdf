"""`python -m rejoinder` runs the command `rejoinder`."""

from rejoinder import main

main()

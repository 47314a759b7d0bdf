"""`python -m rejoinder` is the command `rejoinder`."""

from rejoinder import main

main()

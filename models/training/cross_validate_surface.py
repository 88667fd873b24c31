"""See surface/cross_validate.py and --help."""

from surface.cross_validate import main

if __name__ == "__main__":
    main()

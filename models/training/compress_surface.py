"""See surface/compress.py and --help."""

from surface.compress import main

if __name__ == "__main__":
    main()

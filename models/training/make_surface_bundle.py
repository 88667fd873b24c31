"""From labelled photographs to a surface bundle; see surface/make_bundle.py and --help."""

from surface.make_bundle import main

if __name__ == "__main__":
    main()

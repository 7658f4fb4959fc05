"""The parts pages are made of: macros in the .html files beside this one, each documented at its top."""

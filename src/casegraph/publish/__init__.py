"""An opened graph in, what others read of it out: documents of things, of the data and its terms.

Who may see what was decided before (`release`); how it travels is left to `server`.
"""

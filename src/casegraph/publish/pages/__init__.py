"""An opened graph in, pages for people out: HTML that is complete without scripts.

What a page says is gathered here, a kind of page a module; how it looks is `templates/` and
`files/`. Addresses and who may ask are left to `server`, files on a disk to `publish.site`.
"""

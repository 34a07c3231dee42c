"""A generation in, an HTTP server out: SPARQL, linked data, saved questions.

Processes in front speak HTTP and hold no data; workers that can be killed hold the store and speak
to nobody else. What a page or a document says is left to `publish`.
"""

"""Between a page and a service: the call, its progress, its error, its toast."""

"""Every file here is one lecture with one Scene; the words they share are in `vocabulary`."""

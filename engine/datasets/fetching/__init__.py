"""From the publisher to a file on this machine: found, fetched, or gone on with."""

"""Many briefs at once.

`orders` tells which briefs are meant. `running` asks of each whether it still stands, gives the others out, and writes what comes
back: it alone writes, so that a worker can end at any moment and leave no half file. Who works is another matter: `pool` has
warm processes on this machine, `cluster` the workers of a Dask scheduler, to whom `parcels` carry all that a brief needs. All of
them do the same `work`.
"""

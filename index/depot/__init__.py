"""The depot: a folder or a bucket through which one machine, the builder, hands its generations to other machines.

DEPOT/LIVE                              signed: the live generation, the announced one, a sequence number
DEPOT/generations/NAME/manifest.json    as in an index folder, beside the generation's files
DEPOT/generations/NAME/signature.json   signed: the digest of the manifest; written last, so what lacks it is incomplete
DEPOT/state/DIGEST.json                 signed: publishers, silenced notices and keys, which replies depend on
DEPOT/machines/ID.json                  what each machine has ready; not signed, and trusted with nothing but waiting
"""

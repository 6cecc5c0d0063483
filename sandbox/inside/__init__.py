"""What runs in the cell: the zygote, the warden, the learner's process and the harnesses. Never imported by
the outside.

In the cell this folder is all of ours there is; it is mounted read-only as the only member of a package
`sandbox`, so its modules import each other by the names they have in the repository.
"""

"""Programming and listings for a repertory cinema: floors by layer, rooms by concept.

A module imports only from floors below its own; | divides siblings that may not see each other. All about runs is
**/run*.py.

    urls | management                         addresses and commands
    views | staff | admin | templatetags      read the request, ask for a listing or an action, render
    exporters | importers                     a file per outlet, a file per source
    forms                                     input checking, for staff pages, admin and importers alike
    listings | actions                        frozen read models | what staff do, one atomic function each
    rules                                     judgement over loaded rows: returns findings, writes nothing
    models                                    what is stored; querysets beside their model
    timetable | text | dcp | choices          plain Python, without Django (choices may use its TextChoices)

The clock is a parameter below views and commands. The floors are written down in pyproject.toml; `make floors` checks
them.
"""

"""Who descends from whom: no circles, and ages that can be true."""

YOUNGEST_PARENT = 12  # years; below it a date or a tie is most likely mistaken


def find_circle(parents, child_of):
    """Return a list of keys that make somebody their own ancestor, or an empty list.

    ``parents`` are the keys to begin with, ``child_of`` maps a key to those of the
    children. The circle begins and ends with the same key.
    """
    done = set()
    for start in parents:
        path, branches = [], [iter((start,))]
        on_path = set()
        while branches:
            key = next(branches[-1], None)
            if key is None:
                branches.pop()
                if path:
                    left = path.pop()
                    on_path.discard(left)
                    done.add(left)
            elif key in on_path:
                return [*path[path.index(key) :], key]
            elif key not in done:
                path.append(key)
                on_path.add(key)
                branches.append(iter(child_of.get(key, ())))
    return []


def age_on(born, day):
    """Return the whole years from ``born`` to ``day``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def doubtful_parent(born, died, child_born):
    """Return what is doubtful about a parent: "age", "death" or None.

    A child may be born within the year after the father's death.
    """
    if born and child_born and age_on(born, child_born) < YOUNGEST_PARENT:
        return "age"
    if died and child_born and (child_born - died).days > 300:
        return "death"
    return None

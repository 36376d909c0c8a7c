"""The search for a date: 15 people, 60 days, beside Odoo's own free/busy look-up.

dev/python benchmarks/slots.py
"""

import bench


def main():
    in_use = bench.hold()
    try:
        name = "bench-slots"
        bench.provide(name)
        print(bench.run("slots_search.py", name))
        bench.database.drop(name)
    finally:
        bench.release(in_use)


if __name__ == "__main__":
    main()

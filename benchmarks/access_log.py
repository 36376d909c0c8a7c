"""What the access log costs: a case opened, and a list of 80, with it and without.

dev/python benchmarks/access_log.py
"""

import bench


def main():
    in_use = bench.hold()
    try:
        name = "bench-access-log"
        bench.provide(name)
        print(bench.run("access_log_reading.py", name))
        bench.database.drop(name)
    finally:
        bench.release(in_use)


if __name__ == "__main__":
    main()

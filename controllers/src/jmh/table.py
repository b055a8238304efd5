"""Prints the figures of C and Java side by side."""
import csv
import sys

c = {}
for line in open(sys.argv[1]):
    name, nanos = line.split()
    c[name] = min(c.get(name, 1e9), float(nanos))
java, allocated = {}, {}
for row in csv.DictReader(open(sys.argv[2])):
    subject = row.get("Param: law") or row.get("Param: estimator") or ""
    benchmark, _, metric = row["Benchmark"].partition(":")
    key = (benchmark.split(".")[2], subject)
    if metric.endswith("gc.alloc.rate.norm"):
        allocated[key] = float(row["Score"])
    elif not metric:
        java[key] = (float(row["Score"]), float(row["Score Error (99.9%)"]))
print(f"{'step':34s} {'Java ns':>16s} {'C ns':>8s} {'ratio':>6s} {'B/op':>6s}")
for key, (score, error) in sorted(java.items()):
    counterpart = c.get(key[1]) if key[0] == "LawStep" else c.get("plant") if key[0] == "PlantStep" else None
    name = " ".join(key).strip()
    print(f"{name:34s} {score:8.1f} +- {error:4.1f} "
          + (f"{counterpart:8.1f} {score / counterpart:6.2f}" if counterpart else f"{'-':>8s} {'-':>6s}")
          + f" {allocated.get(key, float('nan')):6.3f}")

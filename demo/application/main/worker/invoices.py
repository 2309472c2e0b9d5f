import subprocess
from pathlib import Path

OUTPUT = Path("invoices")


def render(order):
    lines = [f"{line['title']:40} {line['price']:8.2f}" for line in order["lines"]]
    return "\n".join([f"Invoice {order['id']}", *lines])


def print_invoice(order):
    target = OUTPUT / f"{int(order['id'])}.txt"
    target.write_text(render(order))
    subprocess.run(["lp", str(target)], check=True)

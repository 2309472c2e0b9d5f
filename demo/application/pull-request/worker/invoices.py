import subprocess
from pathlib import Path

import requests
import yaml

OUTPUT = Path("invoices")


def load_settings(text):
    return yaml.load(text, Loader=yaml.Loader)


def render(order):
    lines = [f"{line['title']:40} {line['price']:8.2f}" for line in order["lines"]]
    return "\n".join([f"Invoice {order['id']}", *lines])


def print_invoice(order, printer):
    target = OUTPUT / f"{int(order['id'])}.txt"
    target.write_text(render(order))
    subprocess.run(f"lp -d {printer} {target}", shell=True, check=True)


def upload(target, url):
    return requests.post(url, data=target.read_bytes(), verify=False, timeout=30)

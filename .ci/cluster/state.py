"""What a run left: the state in the database, the objects in the bucket."""
import glob
import json
import subprocess
import urllib.parse

from cluster.services import BUCKET, call


class State:
    """Asks the database, as PostgreSQL's own client does."""

    def __init__(self, services):
        self.command = [
            (sorted(glob.glob("/usr/lib/postgresql/*/bin/psql")) or ["psql"])[-1],
            "-h", "127.0.0.1", "-p", str(services.database_port), "-U", "caravan", "-d", "caravan", "-XAtq", "-c"]

    def rows(self, sql):
        """Rows as lists of what JSON has."""
        query = f"SELECT COALESCE(json_agg(to_json(r)), '[]') FROM ({sql}) r"
        done = subprocess.run([*self.command, query], capture_output=True, text=True, check=True, timeout=30)
        return [list(row.values()) for row in json.loads(done.stdout)]

    def one(self, sql):
        return self.rows(sql)[0][0]

    def in_hand(self, node):
        """Instances of the batches that a node has leased, alive or not."""
        return self.one(f"SELECT COALESCE(SUM(instances), 0) FROM batch WHERE state = 'LEASED' AND owner LIKE '{node}/%'")

    def lines(self, operation):
        """(severity, resource, code, message) of its log."""
        return [tuple(row) for row in self.rows(
            f"SELECT severity, resource_name, code, message FROM log_line WHERE operation_id = {operation} ORDER BY line")]

    def repeats(self, operation):
        """Batches that were begun more than once: (number, how often, deaths)."""
        return self.rows(
            f"SELECT number, attempts, deaths FROM batch WHERE operation_id = {operation} AND attempts > 1 ORDER BY number")

    def left(self):
        """What is to be zero at the end."""
        return {
            "operations not done": self.one("SELECT COUNT(*) FROM operation WHERE state <> 'DONE'"),
            "batches leased": self.one("SELECT COUNT(*) FROM batch WHERE state = 'LEASED'"),
            "batches not done": self.one("SELECT COUNT(*) FROM batch WHERE state <> 'DONE'"),
            "objects on record that arrive no more": self.one(
                "SELECT COUNT(*) FROM sent WHERE arrives < EXTRACT(EPOCH FROM clock_timestamp()) * 1000"),
            "items of batches": self.one("SELECT COUNT(*) FROM batch_items"),
            "suspects": self.one("SELECT COUNT(*) FROM suspect"),
        }


def objects(services, prefix):
    """(size, crc32c) of the objects below a prefix, by the rest of their names."""
    found, token = {}, ""
    while True:
        asked = urllib.parse.urlencode({"prefix": prefix, "maxResults": 1000, "pageToken": token})
        page = call(f"{services.emulator_url}/storage/v1/b/{BUCKET}/o?{asked}", timeout=60)
        for item in page.get("items", []):
            found[item["name"].removeprefix(prefix)] = (item["size"], item["crc32c"])
        token = page.get("nextPageToken")
        if not token:
            return found

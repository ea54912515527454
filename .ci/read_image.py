"""What a container image says of itself, and what lies in it: read_image.py IMAGE.tar"""

import io
import json
import sys
import tarfile

HOME = "opt/dicom-caravan/"

with tarfile.open(sys.argv[1]) as image:
    [manifest] = json.load(image.extractfile("manifest.json"))
    config = json.load(image.extractfile(manifest["Config"]))["config"]
    files = {}
    for layer in manifest["Layers"]:
        with tarfile.open(fileobj=io.BytesIO(image.extractfile(layer).read())) as entries:
            files.update({entry.name.lstrip("./").rstrip("/"): entry for entry in entries})

assert config["User"] == "10001:10001", config["User"]
assert list(config["Volumes"]) == ["/data"], config["Volumes"]
assert sorted(config["ExposedPorts"]) == ["8080/tcp", "8081/tcp"], config["ExposedPorts"]
assert config["Entrypoint"][0] == "java" and config["Entrypoint"][-1] == "org.dicomcaravan.cli.Caravan", config["Entrypoint"]
assert config["Cmd"] == ["serve"], config["Cmd"]
assert {"CARAVAN_DATA=/data", "CARAVAN_HOST=0.0.0.0"} <= set(config["Env"]), config["Env"]
assert config["Labels"]["org.opencontainers.image.version"], config["Labels"]
assert files["data"].mode & 0o777 == 0o777, oct(files["data"].mode)
for name in ["classpath/dicom-caravan.jar", "config/application.properties", "routes/deliver.camel.yaml", "transcoders/README.md"]:
    assert files[HOME + name].isfile(), name
assert sum(name.startswith(HOME + "libs/") for name in files) > 100
assert not any(name.endswith(("iam-policy.json", ".env", "service-accounts.json")) for name in files)

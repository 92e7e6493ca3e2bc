// verify.js FOLDER: verifies [secret, body, headers] from standard input with the package standardwebhooks of npm, whose
// files and those of its dependencies are in FOLDER.
const Module = require("module");
const path = require("path");

const folder = process.argv[2];
const files = { "@stablelib/base64": "base64.js", "fast-sha256": "sha256.js" };
const resolve = Module._resolveFilename;
Module._resolveFilename = (request, ...rest) =>
    files[request] ? path.join(folder, files[request]) : resolve(request, ...rest);

const { Webhook } = require(path.join(folder, "index.js"));
const [secret, body, headers] = JSON.parse(require("fs").readFileSync(0, "utf8"));
try {
    new Webhook(secret).verify(body, headers);
    console.log("verified");
} catch (error) {
    console.log(error.message);
}

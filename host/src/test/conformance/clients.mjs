// What real clients make of a host at the address given: one line of JSON for each.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

const address = new URL(process.argv[2]);
const identity = { name: 'test', version: '1' };
const patience = 60_000;

function signal() {
    let happen;
    const happened = new Promise((resolve) => (happen = resolve));
    return { happen, happened };
}

async function report(name, revision, client, call, changed) {
    const steps = [];
    const tools = (await client.listTools()).tools.length;
    const text = (await call('test_simple_text', {})).content[0].text;
    await call('test_tool_with_progress', {}, { onprogress: (step) => steps.push(step.progress) });
    const image = (await call('test_image_content', {})).content[0].type;
    const refused = (await call('test_error_handling', {})).isError;
    const unknown = await call('nope', {}).catch((error) => error.code);
    const given = new AbortController();
    const abandoned = call('waits', {}, { signal: given.signal }).catch(() => 'abandoned');
    while (!(await call('count', {})).structuredContent.waiting) {}
    given.abort();
    await abandoned;
    while ((await call('count', {})).structuredContent.waiting) {}
    // Until a client of the older era has opened its stream, a change is told to nobody.
    let told = false;
    for (const end = Date.now() + patience; !told && Date.now() < end; ) {
        await call('test_trigger_tool_change', {});
        told = await Promise.race([changed.then(() => true), new Promise((resolve) => setTimeout(resolve, 5_000, false))]);
    }
    console.log(JSON.stringify({
        name, revision: revision(), tools: tools > 0, text, steps, image, refused, unknown, told,
    }));
    await client.close();
}

for (const mode of ['legacy', 'auto']) {
    const { happen, happened } = signal();
    const client = new Client(identity, {
        versionNegotiation: { mode },
        listChanged: { tools: { autoRefresh: false, debounceMs: 0, onChanged: happen } },
    });
    await client.connect(new StreamableHTTPClientTransport(address));
    const call = (name, args, options) => client.callTool({ name, arguments: args }, options);
    await report(mode, () => client.getNegotiatedProtocolVersion(), client, call, happened);
}

const { happen, happened } = signal();
const older = new OlderClient(identity);
older.setNotificationHandler(ToolListChangedNotificationSchema, happen);
const transport = new OlderTransport(address);
await older.connect(transport);
const call = (name, args, options) => older.callTool({ name, arguments: args }, undefined, options);
await report('older', () => transport.protocolVersion, older, call, happened);

// What real clients make of a host at the address given: one line of JSON for each.
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as OlderClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OlderTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ResourceUpdatedNotificationSchema, ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js';

const address = new URL(process.argv[2]);
const identity = { name: 'test', version: '1' };
const patience = 60_000;
const saved = 'telegram://chats/me/messages';

function signal() {
    let happen;
    const happened = new Promise((resolve) => (happen = resolve));
    return { happen, happened };
}

function settled(promise) {
    return Promise.race([promise.then(() => true), new Promise((resolve) => setTimeout(resolve, 5_000, false))]);
}

// Reads Saved Messages, and again when they change.
async function watch(client, call, updates, subscribe, unsubscribe) {
    const resources = (await client.listResources()).resources.map((each) => each.uri);
    const templates = (await client.listResourceTemplates()).resourceTemplates.map((each) => each.uriTemplate);
    const missing = await client.readResource({ uri: 'telegram://chats/@nobody_at_all/messages' }).catch((error) => error.code);
    await subscribe();
    const text = `watched ${Date.now()}`;
    let updated;
    // A client of the older era may not have opened its stream yet; then the update is kept for it.
    for (let i = 0; i < 3; i++) {
        await call('send_message', { chat: 'me', text: `${text} ${i}` });
    }
    for (const end = Date.now() + patience; !updates.length && Date.now() < end; ) {
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { uri, mimeType, text: json } = (await client.readResource({ uri: updates[0] })).contents[0];
    const newest = JSON.parse(json).result[0].text === `${text} 2`;
    await unsubscribe();
    return { resources, templates, missing, updates: [...new Set(updates)], uri, mimeType, newest };
}

async function report(name, revision, client, call, changed, updates, subscribe, unsubscribe) {
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
        told = await settled(changed);
    }
    const watched = await watch(client, call, updates, subscribe, unsubscribe);
    console.log(JSON.stringify({
        name, revision: revision(), tools: tools > 0, text, steps, image, refused, unknown, told, watched,
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
    const updates = [];
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => updates.push(params.uri));
    let stream;
    const subscribe = mode === 'auto'
        ? async () => (stream = await client.listen({ resourceSubscriptions: [saved] }))
        : () => client.subscribeResource({ uri: saved });
    const unsubscribe = () => stream ? stream.close() : client.unsubscribeResource({ uri: saved });
    await report(mode, () => client.getNegotiatedProtocolVersion(), client, call, happened, updates, subscribe, unsubscribe);
}

const { happen, happened } = signal();
const older = new OlderClient(identity);
older.setNotificationHandler(ToolListChangedNotificationSchema, happen);
const transport = new OlderTransport(address);
await older.connect(transport);
const call = (name, args, options) => older.callTool({ name, arguments: args }, undefined, options);
const updates = [];
older.setNotificationHandler(ResourceUpdatedNotificationSchema, ({ params }) => updates.push(params.uri));
await report('older', () => transport.protocolVersion, older, call, happened, updates,
    () => older.subscribeResource({ uri: saved }), () => older.unsubscribeResource({ uri: saved }));

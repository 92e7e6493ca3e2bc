// Relative to this script: the page answers at /docs and at /docs/, and perhaps behind a path prefix.
SwaggerUIBundle({
    url: new URL("../openapi.json", document.currentScript.src).href,
    dom_id: "#docs",
    layout: "BaseLayout",
    presets: [SwaggerUIBundle.presets.apis],
    deepLinking: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    // No badge: Swagger's validator is a service on the internet.
    validatorUrl: null,
});

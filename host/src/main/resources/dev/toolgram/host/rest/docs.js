// Absolute addresses: the page answers at /docs and at /docs/, where relative ones would lead to different places.
SwaggerUIBundle({
    url: "/openapi.json",
    dom_id: "#docs",
    layout: "BaseLayout",
    presets: [SwaggerUIBundle.presets.apis],
    deepLinking: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    // No badge: Swagger's validator is a service on the internet.
    validatorUrl: null,
});

await Deno.mkdir("data", { recursive: true });
await Deno.writeTextFile("data/hits.txt", "one hit");
Deno.serve({ port: 8000 }, async () => new Response(await Deno.readTextFile("data/hits.txt")));

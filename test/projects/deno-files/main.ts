Deno.mkdirSync("data", { recursive: true });
Deno.serve({ port: 8000 }, () => {
  Deno.writeTextFileSync("data/a.txt", "1");
  return new Response("deno " + Deno.readTextFileSync("data/a.txt"));
});

export const dynamic = "force-dynamic";

export default function Page() {
  return <h1>The light is on.</h1>;
}

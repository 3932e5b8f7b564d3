export default function Home() {
  return <h1>Pier 7</h1>;
}

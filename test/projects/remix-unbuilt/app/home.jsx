export default function Home() {
  return <h1>Sails are mended here</h1>;
}

const SqlPage = ({ params }: { params: URLSearchParams }) => <section className="page" />;

export default SqlPage;

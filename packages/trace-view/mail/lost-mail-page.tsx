const LostMailPage = () => <section className="page" />;

export default LostMailPage;
